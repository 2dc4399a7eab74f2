/** Why the customer comes now: the topic, where and when, and where it began. */
import type { Channel } from "../../../schemas/contact-event.ts";
import type { Citation, Fact } from "../../../schemas/digest.ts";
import { type Candidate, lineOfParts, type Wording, wholeLine } from "../candidate.ts";
import { citationOf } from "../citations.ts";
import type { Situation } from "../situation.ts";
import { excerpt } from "../text/excerpt.ts";
import type { Speech } from "../text/speech.ts";

const longestPlace = 24;

export function why(situation: Situation): Candidate[] {
  const { speech, topic, contact } = situation;
  if (topic === undefined) {
    const seen = contact ?? situation.seen;
    if (seen === undefined) return [wholeLine("why", speech.say("why.unknown"), [])];
    return [
      wholeLine("why", speech.say("why.lastSeen", { at: whereAndWhen(seen, speech) }), [citationOf(seen)]),
    ];
  }
  const now = contact === undefined ? [] : [partAt(contact, speech)];
  return lineOfParts("why", [topicPart(situation, topic), ...now, ...beginning(situation)]);
}

function topicPart({ input, speech, contact }: Situation, topic: NonNullable<Situation["topic"]>): Wording {
  const { words, isGuess, cites } = topic;
  if (isGuess) return { text: speech.say("why.probably", { topic: words }), cites };
  const type = input.case?.type ?? contact?.understanding?.caseType ?? "other";
  return { text: speech.say("why.topic", { type: speech.say(`type.${type}`), topic: words }), cites };
}

const partAt = (fact: Fact, speech: Speech): Wording => ({
  text: whereAndWhen(fact, speech),
  cites: [citationOf(fact)],
});

/** "web chat, 3 hours ago"; of a visit the place too. */
function whereAndWhen({ channel, kind, label = "", occurredAt }: Fact, speech: Speech): string {
  const place = kind.startsWith("visit.") ? excerpt(label, longestPlace) : "";
  const where = place === "" ? speech.channel(channel) : `${speech.channel(channel)} (${place})`;
  return speech.say("why.at", { channel: where, when: speech.ago(occurredAt) });
}

/** How the case began, where that was not the contact just now. */
function beginning({ input: { case: offered }, contact, cite, speech }: Situation): Wording[] {
  if (offered === undefined || offered.openedBy === contact?.eventId) return [];
  const opened: Citation = cite(offered.openedBy, offered.openedAt);
  const channel: Channel | undefined = opened.channel ?? offered.channels[0];
  if (channel === undefined) return [];
  const values = { channel: speech.channel(channel), when: speech.ago(offered.openedAt) };
  return [{ text: speech.say("why.first", values), cites: [opened] }];
}
