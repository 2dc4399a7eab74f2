/** The browser's own fetch, in the form the API modules take. */
import type { Fetch } from "../api/http.ts";

export const windowFetch: Fetch = (path, init) => window.fetch(path, init);
