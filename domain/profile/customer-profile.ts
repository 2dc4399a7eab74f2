/** The customer 360 as customers may see it themselves: a list of what gets out, and nothing else does. Pure. */
import { type CustomerProfile, customerProfileSchema } from "../../schemas/profile.ts";
import { isChannelOpen } from "../consent/consents.ts";
import { firstLabel } from "../digest/attributes.ts";
import { present } from "../digest/present.ts";
import { preferredChannel } from "./preferred-channel.ts";
import type { ProfileInput } from "./profile-input.ts";
import { dateOf, productsOf, renewalsOf, textOf } from "./read-attributes.ts";
import { shownAttributes } from "./shown-attribute.ts";

/** Every field is named here, and the strict schema refuses any other: neither is enough by itself. */
export function customerProfile({ digest, consents, cases, fallbackName }: ProfileInput): CustomerProfile {
  const attributes = shownAttributes(digest);
  return customerProfileSchema.parse(
    present({
      projection: "customer",
      name: textOf(attributes, "name") ?? firstLabel(fallbackName),
      company: textOf(attributes, "company"),
      preferredChannel: preferredChannel(digest, attributes, (channel) => isChannelOpen(consents, channel)),
      birthday: dateOf(attributes, "birthday"),
      products: productsOf(attributes).flatMap(({ name, state }) => {
        return name === undefined ? [] : [present({ name, state })];
      }),
      renewals: renewalsOf(attributes).map(({ product, on }) => present({ product, on })),
      consents: consents.map(({ brand, purpose, channel, state }) => ({ brand, purpose, channel, state })),
      openCases: cases.open + cases.waiting,
    }),
  );
}
