/** The live list's contents: read at first and after every reconnect, and added to as contacts land. */
import { useEffect, useState } from "react";
import type { LiveContact } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import { isForbidden } from "../api/api-error.ts";
import type { LiveFeed } from "../live/live-feed.ts";
import { useFlashes } from "../shell/flashes.tsx";
import { addContacts, renewContacts } from "./merge-contacts.ts";

/** `refused`: the person's role sees no customers. */
export type Phase = "loading" | "ready" | "failed" | "refused";

export function useContacts(api: Api, feed: LiveFeed) {
  const { showError } = useFlashes();
  const [contacts, setContacts] = useState<readonly LiveContact[]>([]);
  const [phase, setPhase] = useState<Phase>("loading");

  useEffect(() => {
    let current = true;
    setContacts([]);
    setPhase("loading");

    async function read() {
      try {
        const page = await api.recentContacts();
        if (!current) return;
        setContacts((list) => renewContacts(list, page));
        setPhase("ready");
      } catch (error) {
        if (!current) return;
        if (isForbidden(error)) {
          setPhase("refused");
          return;
        }
        setPhase((phase) => (phase === "ready" ? phase : "failed"));
        showError(error);
      }
    }

    void read();
    const stop = feed.listen({
      onContact: (contact) => setContacts((list) => addContacts(list, [contact])),
      onOpen: () => void read(),
    });
    return () => {
      current = false;
      stop();
    };
  }, [api, feed, showError]);

  return { contacts, phase };
}
