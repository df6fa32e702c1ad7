/* nbody - planets under gravity, in double precision.
 *
 * Stands for numeric code over small arrays of structures: short nested loops,
 * square roots, functions that are inlined.
 *
 * argv[1]: steps (bench: 5000000) */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
  double X, Y, Z;
} Vector;

typedef struct {
  Vector Position, Velocity;
  double Mass;
} Body;

enum { NumBodies = 7 };

static Vector subtract(Vector A, Vector B) {
  return (Vector){A.X - B.X, A.Y - B.Y, A.Z - B.Z};
}

static double dot(Vector A, Vector B) {
  return A.X * B.X + A.Y * B.Y + A.Z * B.Z;
}

/* Adds the vector V, S times as long, to *To. */
static void addScaled(Vector *To, Vector V, double S) {
  To->X += V.X * S;
  To->Y += V.Y * S;
  To->Z += V.Z * S;
}

/* A star with planets on circles that are a little tilted. */
static void setUp(Body *Bodies) {
  Bodies[0] = (Body){{0, 0, 0}, {0, 0, 0}, 40.0};
  for (int I = 1; I != NumBodies; ++I) {
    double Radius = 1.0 + 2.5 * I;
    double Angle = 1.7 * I;
    double Speed = sqrt(Bodies[0].Mass / Radius);
    Body *B = &Bodies[I];
    B->Position = (Vector){Radius * cos(Angle), Radius * sin(Angle), 0.05 * I};
    B->Velocity = (Vector){-Speed * sin(Angle), Speed * cos(Angle), 0.0};
    B->Mass = 0.01 / I;
  }
}

/* The whole's momentum becomes zero. */
static void center(Body *Bodies) {
  Vector Momentum = {0, 0, 0};
  for (int I = 0; I != NumBodies; ++I)
    addScaled(&Momentum, Bodies[I].Velocity, Bodies[I].Mass);
  addScaled(&Bodies[0].Velocity, Momentum, -1.0 / Bodies[0].Mass);
}

static double energy(const Body *Bodies) {
  double Sum = 0;
  for (int I = 0; I != NumBodies; ++I) {
    const Body *A = &Bodies[I];
    Sum += 0.5 * A->Mass * dot(A->Velocity, A->Velocity);
    for (int J = I + 1; J != NumBodies; ++J) {
      Vector D = subtract(A->Position, Bodies[J].Position);
      Sum -= A->Mass * Bodies[J].Mass / sqrt(dot(D, D));
    }
  }
  return Sum;
}

static void step(Body *Bodies, double Dt) {
  for (int I = 0; I != NumBodies; ++I) {
    Body *A = &Bodies[I];
    for (int J = I + 1; J != NumBodies; ++J) {
      Body *B = &Bodies[J];
      Vector D = subtract(A->Position, B->Position);
      double Squared = dot(D, D);
      double Magnitude = Dt / (Squared * sqrt(Squared));
      addScaled(&A->Velocity, D, -B->Mass * Magnitude);
      addScaled(&B->Velocity, D, A->Mass * Magnitude);
    }
  }
  for (int I = 0; I != NumBodies; ++I)
    addScaled(&Bodies[I].Position, Bodies[I].Velocity, Dt);
}

int main(int Argc, char **Argv) {
  long Steps = Argc > 1 ? atol(Argv[1]) : 1000;
  Body Bodies[NumBodies];
  setUp(Bodies);
  center(Bodies);
  printf("energy before %.9f\n", energy(Bodies));
  for (long I = 0; I != Steps; ++I)
    step(Bodies, 0.0005);
  printf("energy after  %.9f\n", energy(Bodies));
  printf("first planet  %.9f %.9f\n", Bodies[1].Position.X,
         Bodies[1].Position.Y);
  return 0;
}
