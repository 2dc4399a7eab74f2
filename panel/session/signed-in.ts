/** What the page holds once somebody is signed in. */
import type { Api } from "../api/api.ts";
import type { DevEndpoint, Role } from "../api/dev-api.ts";

export type Account =
  | { kind: "laptop"; role: Role; switchRole(role: Role): void; endpoints: readonly DevEndpoint[] }
  | { kind: "person"; name: string | undefined; signOut(): void };

export interface SignedIn {
  api: Api;
  account: Account;
  /** The deployment's stage, such as `local` or `production`. */
  stage: string;
}
