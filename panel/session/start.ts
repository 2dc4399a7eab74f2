/** The first questions the page asks: where am I, and how does one sign in here? */
import { type PanelConfig, panelConfigSchema } from "../../schemas/api/shapes.ts";
import { type DevEndpoint, readDevEndpoints } from "../api/dev-api.ts";
import { type Fetch, fetchJson } from "../api/http.ts";
import { createOidcSession, type OidcSession } from "./oidc-session.ts";

export type Place =
  | { kind: "laptop"; config: PanelConfig; endpoints: DevEndpoint[] }
  | { kind: "deployed"; config: PanelConfig; session: OidcSession; signedIn: boolean }
  | { kind: "done" };

/** @returns `done` in a window that only carried a sign-in's answer back to the one that asked */
export async function findPlace(fetch: Fetch): Promise<Place> {
  const [config, endpoints] = await Promise.all([
    fetchJson(fetch, panelConfigSchema, "/v1/config"),
    readDevEndpoints(fetch),
  ]);
  if (endpoints !== undefined) return { kind: "laptop", config, endpoints };
  const session = createOidcSession(config);
  if (!(await session.arrive())) return { kind: "done" };
  return { kind: "deployed", config, session, signedIn: await session.signedIn() };
}
