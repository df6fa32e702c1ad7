#!/bin/sh
# fetch-source.sh PACKAGE FOLDER: unpacks upstream's source of a Debian package
# into FOLDER/source. The archives are those that this system's apt knows; apt's
# lists, caches and configuration of the system are not touched.
# Exits with 77 and a line 'SKIPPED: why' when the source can't be had.
set -eu
package=$1 folder=$2

skip() {
  echo "SKIPPED: source of $package: $1"
  exit 77
}

command -v apt-get >/dev/null && command -v dpkg-source >/dev/null ||
  skip "needs apt-get and dpkg-source"

apt=$folder/apt
mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/empty"

# As the system names its archives for binary packages, but for sources.
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
kind=deb-src
[ ! -e $keyring ] || kind="deb-src [signed-by=$keyring]"
apt-get indextargets --format "$kind"' $(REPO_URI) $(RELEASE) main' \
  'Created-By: Packages' 'Component: main' 'Origin: Debian' | sort -u >"$apt/sources.list"
[ -s "$apt/sources.list" ] || skip "apt knows no Debian archive"

private() {
  apt-get -qq -o Dir::Etc::sourcelist="$apt/sources.list" \
    -o Dir::Etc::sourceparts="$apt/empty" -o Dir::State::lists="$apt/lists" \
    -o Dir::Cache="$apt" -o APT::Sandbox::User=root "$@"
}
cd "$folder"
private update || skip "apt-get update failed"
private source --download-only "$package" || skip "apt-get source failed"
dpkg-source --skip-patches --no-check -x ./*.dsc source >/dev/null
