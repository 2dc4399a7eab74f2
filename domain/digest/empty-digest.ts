/** The digest of a customer nothing is known of. */
import type { Digest } from "../../schemas/digest.ts";
import { byGroup } from "./groups.ts";

export const emptyDigest: Digest = { facts: byGroup(() => []), profile: {} };
