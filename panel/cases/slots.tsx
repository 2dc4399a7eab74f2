/** What the customer has told already, and what is still to ask: nothing is asked twice. */
import type { CaseView } from "../../schemas/api/shapes.ts";
import type { Api } from "../api/api.ts";
import { Citations } from "../brief/citations.tsx";
import { slotWords } from "../show/slot-words.ts";
import { valueWords } from "../show/value-words.ts";
import { useText } from "../text/language.tsx";
import { SlotsToAsk } from "./slots-to-ask.tsx";

interface Props {
  api: Api;
  found: CaseView;
  changed: () => void;
}

export function Slots({ api, found: { caseId, slots, toAsk }, changed }: Props) {
  const { t, language } = useText();
  const known = Object.entries(slots).toSorted(([, one], [, other]) => (one.at < other.at ? -1 : 1));
  return (
    <>
      {known.length > 0 && (
        <dl className="slots">
          {known.map(([name, { value, at, eventId }]) => (
            <div key={name} data-testid="case-slot" data-slot={name}>
              <dt>{slotWords(name, t)}</dt>
              <dd>
                {valueWords(value, { language, t }).join(", ")}{" "}
                <Citations cites={[{ eventId, occurredAt: at }]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {toAsk.length > 0 && <SlotsToAsk api={api} caseId={caseId} toAsk={toAsk} changed={changed} />}
    </>
  );
}
