/** What the simulator is about to send, and what it has sent. */
import { useState } from "react";
import type { LiveContact } from "../../schemas/api/shapes.ts";
import type { DevEndpoint } from "../api/dev-api.ts";
import { windowFetch } from "../session/window-fetch.ts";
import { useFlashes } from "../shell/flashes.tsx";
import { whoOf } from "../show/who.ts";
import { useText } from "../text/language.tsx";
import { buildRequest } from "./build-request.ts";
import { samplePeople } from "./person.ts";
import { reportableMessages } from "./reportable-messages.ts";
import {
  type Draft,
  messengers,
  type ReportStatus,
  type Scenario,
  sampleTexts,
  scenarioNames,
  story,
} from "./scenario.ts";
import { type Exchange, sendRequest } from "./send-request.ts";

const exchangesKept = 6;
const storyPauseMs = 1400;

const [firstPerson = { name: "", phone: "" }] = samplePeople;

/** Providers were told one address, whatever name the page was opened by. */
export const baseUrl = () => `http://127.0.0.1:${location.port}`;

interface Settings extends Omit<Draft, "text" | "report"> {
  /** The newest message when it is not one we know. */
  reportedId: string | undefined;
  reportStatus: ReportStatus;
}

export function useSimulator(endpoints: readonly DevEndpoint[], contacts: readonly LiveContact[]) {
  const { t } = useText();
  const { showError } = useFlashes();
  const [settings, setSettings] = useState<Settings>({
    scenario: "sms",
    person: firstPerson,
    metaAddress: "both",
    wrongSignature: false,
    reportedId: undefined,
    reportStatus: "delivered",
  });
  /** Nothing until somebody writes: the sample then follows the scenario and the language. */
  const [written, setWritten] = useState<string>();
  const [exchanges, setExchanges] = useState<readonly Exchange[]>([]);
  const [busy, setBusy] = useState<"sending" | number>();

  const messages = reportableMessages(contacts, (contact) => whoOf(contact) ?? t("who.unknown"));
  const message = messages.find((one) => one.providerMessageId === settings.reportedId) ?? messages[0];
  const draft: Draft = {
    ...settings,
    text: written ?? t(sampleTexts[settings.scenario]),
    report: { message, status: settings.reportStatus },
  };

  async function deliver(sent: Draft) {
    const circumstances = { endpoints, baseUrl: baseUrl(), now: new Date(), newId };
    const request = await buildRequest(sent, circumstances);
    const answer = await sendRequest(windowFetch, request);
    const exchange = { id: newId(), title: scenarioNames[sent.scenario], request, answer };
    setExchanges((shown) => [exchange, ...shown].slice(0, exchangesKept));
  }

  async function send() {
    setBusy("sending");
    await deliver(draft).catch(showError);
    setBusy(undefined);
  }

  async function playStory() {
    try {
      for (const [index, step] of story.entries()) {
        if (index > 0) await new Promise((done) => setTimeout(done, storyPauseMs));
        setBusy(index + 1);
        await deliver({ ...draft, wrongSignature: false, scenario: step.scenario, text: t(step.text) });
      }
    } catch (error) {
      showError(error);
    }
    setBusy(undefined);
  }

  return {
    draft,
    messages,
    change: (changed: Partial<Settings>) => setSettings((before) => ({ ...before, ...changed })),
    choose: (scenario: Scenario) => {
      if (!(isMessenger(scenario) && isMessenger(settings.scenario))) setWritten(undefined);
      setSettings((before) => ({ ...before, scenario }));
    },
    write: setWritten,
    send,
    playStory,
    busy,
    exchanges,
  };
}

const isMessenger = (scenario: Scenario) => messengers.some((messenger) => messenger === scenario);

const newId = () => crypto.randomUUID().replaceAll("-", "");
