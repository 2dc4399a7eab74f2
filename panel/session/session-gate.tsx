/** Shows the page to those who are signed in; to the others, the way in. */
import { type ReactNode, useCallback, useEffect, useState } from "react";
import { StartFailed, Starting } from "../shell/start-screens.tsx";
import { LaptopGate } from "./laptop-gate.tsx";
import { PersonGate } from "./person-gate.tsx";
import type { SignedIn } from "./signed-in.ts";
import { findPlace, type Place } from "./start.ts";
import { windowFetch } from "./window-fetch.ts";

export function SessionGate({ children }: { children: (signedIn: SignedIn) => ReactNode }) {
  const [place, setPlace] = useState<Place>();
  const [failure, setFailure] = useState<unknown>();

  const start = useCallback(() => {
    setFailure(undefined);
    startOnce().then(setPlace, setFailure);
  }, []);
  useEffect(start, [start]);

  if (failure !== undefined) return <StartFailed failure={failure} retry={start} />;
  if (place === undefined || place.kind === "done") return <Starting />;
  return place.kind === "laptop" ? (
    <LaptopGate place={place}>{children}</LaptopGate>
  ) : (
    <PersonGate place={place}>{children}</PersonGate>
  );
}

let started: Promise<Place> | undefined;

/** A sign-in's answer can be used once only, and an effect may run twice. */
function startOnce(): Promise<Place> {
  started ??= findPlace(windowFetch).finally(() => {
    started = undefined;
  });
  return started;
}
