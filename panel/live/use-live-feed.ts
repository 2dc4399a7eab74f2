/** Keeps the live connection open while the page is. */
import { useEffect, useMemo, useState } from "react";
import type { Api } from "../api/api.ts";
import type { LiveState } from "./live-connection.ts";
import { createLiveFeed } from "./live-feed.ts";

export function useLiveFeed(api: Api) {
  const feed = useMemo(() => createLiveFeed(api), [api]);
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => feed.start(setState), [feed]);
  return { feed, state };
}
