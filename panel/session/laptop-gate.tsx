/** On a laptop nobody signs in: everybody is an agent, and may be somebody else. */
import { type ReactNode, useMemo, useState } from "react";
import { createApi } from "../api/api.ts";
import type { Role } from "../api/dev-api.ts";
import { useFlashes } from "../shell/flashes.tsx";
import { createDevSession } from "./dev-session.ts";
import type { SignedIn } from "./signed-in.ts";
import type { Place } from "./start.ts";
import { windowFetch } from "./window-fetch.ts";

interface Props {
  place: Extract<Place, { kind: "laptop" }>;
  children: (signedIn: SignedIn) => ReactNode;
}

export function LaptopGate({ place, children }: Props) {
  const { dismissAll } = useFlashes();
  const [role, setRole] = useState<Role>("agent");
  const api = useMemo(() => createApi(createDevSession(windowFetch, role), windowFetch), [role]);
  function switchRole(next: Role) {
    dismissAll();
    setRole(next);
  }

  return children({
    api,
    stage: place.config.stage,
    account: { kind: "laptop", role, switchRole, endpoints: place.endpoints },
  });
}
