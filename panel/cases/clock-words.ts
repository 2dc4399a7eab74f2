/** What an SLA clock says, told so that nobody has to reckon. Pure. */
import type { Sla } from "../../schemas/sla.ts";
import { durationWords } from "../show/time.ts";
import type { Language, TextKey, Translate } from "../text/text.ts";

export type ClockName = keyof Sla;
type Clock = Sla[ClockName];

export interface ClockReading {
  /** `soon`: less than a quarter of the target is left. */
  look: "calm" | "soon" | "late" | "paused" | "met";
  words: string;
}

interface Telling {
  now: Date;
  language: Language;
  t: Translate;
}

const minuteMs = 60_000;

type Phrase = "left" | "late" | "wasLate" | "paused" | "met";

const texts: Record<ClockName, Record<Phrase, TextKey>> = {
  firstResponse: {
    left: "sla.firstResponseLeft",
    late: "sla.firstResponseLate",
    wasLate: "sla.firstResponseWasLate",
    paused: "sla.firstResponsePaused",
    met: "sla.firstResponseMet",
  },
  resolution: {
    left: "sla.resolutionLeft",
    late: "sla.resolutionLate",
    wasLate: "sla.resolutionWasLate",
    paused: "sla.resolutionPaused",
    met: "sla.resolutionMet",
  },
};

/**
 * A running clock goes on by itself: it turns late on the page when its time is up, read again or not.
 *
 * @param over what the clock waits for has come
 */
export function readClock(name: ClockName, clock: Clock, over: boolean, telling: Telling): ClockReading {
  const { now, language, t } = telling;
  const { state, dueAt, targetMinutes, elapsedMinutes } = clock;
  const say = (phrase: Phrase, minutes: number) =>
    t(texts[name][phrase], { time: durationWords(Math.max(1, minutes), language) });
  const lateSince =
    clock.breachedAt ??
    (state === "running" && dueAt !== undefined && dueAt <= now.toISOString() ? dueAt : undefined);
  if (lateSince !== undefined) {
    const words = over
      ? say("wasLate", elapsedMinutes - targetMinutes)
      : say("late", Math.floor(minutesFrom(lateSince, now)));
    return { look: "late", words };
  }
  if (state === "met") return { look: "met", words: say("met", 0) };
  const left = targetMinutes - elapsedMinutes;
  if (state === "paused") return { look: "paused", words: say("paused", left) };
  const look = left * 4 < targetMinutes ? "soon" : "calm";
  return { look, words: say("left", dueAt === undefined ? left : Math.ceil(-minutesFrom(dueAt, now))) };
}

const minutesFrom = (instant: string, now: Date) => (now.getTime() - Date.parse(instant)) / minuteMs;
