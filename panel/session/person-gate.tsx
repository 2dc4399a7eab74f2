/** Everywhere else people sign in with their company's identity provider. */
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { createApi } from "../api/api.ts";
import { useFlashes } from "../shell/flashes.tsx";
import { SignInScreen } from "../shell/start-screens.tsx";
import { type Session, SessionEndedError } from "./session.ts";
import type { SignedIn } from "./signed-in.ts";
import type { Place } from "./start.ts";
import { windowFetch } from "./window-fetch.ts";

interface Props {
  place: Extract<Place, { kind: "deployed" }>;
  children: (signedIn: SignedIn) => ReactNode;
}

export function PersonGate({ place, children }: Props) {
  const { session, config } = place;
  const { showError } = useFlashes();
  const [signedIn, setSignedIn] = useState(place.signedIn);
  const [name, setName] = useState<string>();
  const api = useMemo(
    () =>
      createApi(
        noticingTheEnd(session, () => setSignedIn(false)),
        windowFetch,
      ),
    [session],
  );

  useEffect(() => {
    if (signedIn) session.personName().then(setName, showError);
  }, [session, signedIn, showError]);

  if (!signedIn) {
    const signIn = () => session.signIn().then(() => setSignedIn(true), showError);
    return <SignInScreen signIn={signIn} />;
  }
  const signOut = () => void session.signOut().then(() => setSignedIn(false), showError);
  return children({ api, stage: config.stage, account: { kind: "person", name, signOut } });
}

function noticingTheEnd(session: Session, onEnd: () => void): Session {
  const notice = (error: unknown) => {
    if (error instanceof SessionEndedError) onEnd();
    throw error;
  };
  return { token: () => session.token().catch(notice), renew: () => session.renew().catch(notice) };
}
