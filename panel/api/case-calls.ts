/** What the panel asks about cases, and does with them. */
import { routingViewSchema } from "../../schemas/api/routing-shapes.ts";
import { type CaseView, caseViewSchema, pageOf } from "../../schemas/api/shapes.ts";
import { briefSchema } from "../../schemas/brief.ts";
import type { CaseStatus } from "../../schemas/case.ts";
import type { Language } from "../text/text.ts";
import { isMissing } from "./api-error.ts";
import type { Call } from "./caller.ts";
import { customerPath } from "./customer-calls.ts";

const casesPage = pageOf(caseViewSchema);

export interface WrapUp {
  outcome: string;
  status: Exclude<CaseStatus, "open">;
  note?: string;
}

interface Transfer {
  agentId: string;
  /** Of the reservation by which somebody has the case; absent while nobody has it. */
  token?: number;
  note?: string;
}

const casePath = (id: string) => `/v1/cases/${encodeURIComponent(id)}`;

export function caseCalls(call: Call) {
  const post = (id: string, what: string, body: unknown): Promise<CaseView> =>
    call(caseViewSchema, `${casePath(id)}/${what}`, { method: "POST", body });
  return {
    cases: async (customerId: string) => (await call(casesPage, `${customerPath(customerId)}/cases`)).items,
    caseBrief: (id: string, language: Language) =>
      call(briefSchema, `${casePath(id)}/brief?language=${language}`),
    setCaseStatus: (id: string, status: CaseStatus) => post(id, "status", { status }),
    /** The newest reservation's token; `undefined` while nobody has the case. */
    caseToken: async (id: string): Promise<number | undefined> => {
      try {
        return (await call(routingViewSchema, `${casePath(id)}/routing`)).token;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    transferCase: (id: string, transfer: Transfer) => post(id, "transfers", transfer),
    fillSlots: (id: string, slots: Readonly<Record<string, string>>) => post(id, "slots", { slots }),
    wrapUpCase: (id: string, wrapUp: WrapUp) => post(id, "wrap-up", wrapUp),
  };
}
