/** The local test endpoints of the channels: `endpoints.json`, with the providers where this platform plays them. */
import { readFileSync } from "node:fs";
import { providersUrl } from "./providers.ts";

const file = new URL("endpoints.json", import.meta.url);

/** @param publicUrl scheme, host and port of the public side */
export const endpointsText = (publicUrl: string): string =>
  readFileSync(file, "utf8").trim().replaceAll("{providers}", providersUrl(publicUrl));
