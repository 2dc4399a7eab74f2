/** The names that the company gave its channels: read once, for whatever shows what an event came by. */
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import type { Api } from "../api/api.ts";
import { useText } from "../text/language.tsx";
import { type CameBy, channelWords, type GivenNames, givenNames } from "./channel-words.ts";

const GivenNamesContext = createContext<GivenNames>(new Map());

/** Without them every channel is called by its kind, and that is no trouble to report. */
export function GivenNamesProvider({ api, children }: { api: Api; children: ReactNode }) {
  const [given, setGiven] = useState<GivenNames>(new Map());
  useEffect(() => {
    api.channelNames().then(
      (names) => setGiven(givenNames(names)),
      () => undefined,
    );
  }, [api]);
  return <GivenNamesContext value={given}>{children}</GivenNamesContext>;
}

export function useChannelWords(): (event: CameBy) => string {
  const spoken = useText();
  const given = useContext(GivenNamesContext);
  return (event) => channelWords(event, given, spoken);
}
