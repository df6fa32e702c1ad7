"""Test formats of hone's suites (importable, because lit's workers unpickle them)."""

import lit.formats
import lit.Test


class SkippableShTest(lit.formats.ShTest):
    """A shell test that may find out while running that it can't: a command that
    prints 'SKIPPED: why' and fails makes the test unsupported, not failed."""

    def execute(self, test, lit_config):
        result = super().execute(test, lit_config)
        if result.code is lit.Test.FAIL and "\nSKIPPED: " in result.output:
            result.code = lit.Test.UNSUPPORTED
        return result
