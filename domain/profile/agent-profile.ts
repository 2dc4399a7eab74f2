/** The customer 360 as agents see it: everything, with its sources. Pure. */
import type { AgentProfile } from "../../schemas/profile.ts";
import { isChannelOpen } from "../consent/consents.ts";
import { firstLabel } from "../digest/attributes.ts";
import { present } from "../digest/present.ts";
import { isHighValue } from "./high-value.ts";
import { preferredChannel } from "./preferred-channel.ts";
import type { ProfileInput } from "./profile-input.ts";
import { textOf } from "./read-attributes.ts";
import { satisfactionOf } from "./satisfaction.ts";
import { shownAttributes } from "./shown-attribute.ts";
import { lifeCycleStage } from "./stage.ts";
import { upcomingDates } from "./upcoming.ts";

export function agentProfile(input: ProfileInput): AgentProfile {
  const { customerId, digest, consents, cases, points, fallbackName, now, timeZone, highValueFrom } = input;
  const attributes = shownAttributes(digest);
  return present({
    projection: "agent",
    customerId,
    name: textOf(attributes, "name") ?? firstLabel(fallbackName),
    attributes,
    stage: lifeCycleStage(digest, attributes, now),
    highValue: isHighValue(attributes, highValueFrom),
    preferredChannel: preferredChannel(digest, attributes, (channel) => isChannelOpen(consents, channel)),
    satisfaction: satisfactionOf(digest.facts.surveys),
    upcoming: upcomingDates(attributes, now, timeZone),
    cases: { open: cases.open, waiting: cases.waiting, resolved: cases.resolved, closed: cases.closed },
    points,
    consents: consents.map(({ brand, purpose, channel, state, at, source }) => {
      return { brand, purpose, channel, state, at, source };
    }),
    recent: digest.facts,
  });
}
