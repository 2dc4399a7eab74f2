/** Makes a digest's fact of a contact event: what it was about, in a line. Pure. */
import type { ContactEvent } from "../../schemas/contact-event.ts";
import type { Fact, FactGroup } from "../../schemas/digest.ts";
import type { Understanding } from "../../schemas/understanding.ts";
import {
  type Attributes,
  currencyOf,
  firstId,
  firstLabel,
  instantOf,
  type Json,
  listOf,
  numberOf,
  objectOf,
} from "./attributes.ts";
import { present } from "./present.ts";
import { surveyScore } from "./survey-score.ts";

/** A contact event with what was made of it by the time it is folded; a later delivery may know more. */
export interface SeenEvent {
  readonly event: ContactEvent;
  readonly understanding?: Understanding | undefined;
  readonly caseId?: string | undefined;
}

type Details = Pick<Fact, "label" | "reference" | "value" | "currency" | "dueAt">;

/** By group: what the kinds in it say under which attribute. */
const detailsOf: Readonly<Record<FactGroup, (attributes: Attributes, text?: string) => Details>> = {
  contacts: ({ summary, subject, branch, orderId }, text) => ({
    label: firstLabel(summary, text, subject, branch),
    reference: firstId(orderId),
  }),
  articles: ({ title, articleId }) => ({ label: firstLabel(title), reference: firstId(articleId) }),
  pages: ({ title, name, product, items, feature, url, app, productId, ...rest }) => ({
    label: firstLabel(title, name, product, namesOf(items), feature, pageOf(url), app),
    reference: firstId(productId, feature, pageOf(url)),
    ...priceOf(rest),
  }),
  carts: ({ items, cartId, ...rest }) => ({
    label: firstLabel(namesOf(items)),
    reference: firstId(cartId),
    ...(priceOf(rest) ?? { value: numberOf(items) ?? (listOf(items).length || undefined) }),
  }),
  purchases: ({ product, items, orderId, ...rest }) => ({
    label: firstLabel(product, namesOf(items)),
    reference: firstId(orderId),
    ...priceOf(rest),
  }),
  surveys: ({ comment, score, scale }, text) => ({
    label: firstLabel(comment, text),
    value: surveyScore(score, scale),
  }),
  campaigns: ({ subject, offer, campaign }) => ({
    label: firstLabel(subject, offer, campaign),
    reference: firstId(campaign),
  }),
  offers: ({ offer, offerId, expiresAt }) => ({
    label: firstLabel(offer),
    reference: firstId(offerId),
    dueAt: instantOf(expiresAt),
  }),
  promises: ({ text, promiseId, dueAt }, eventText) => ({
    label: firstLabel(text, eventText),
    reference: firstId(promiseId),
    dueAt: instantOf(dueAt),
  }),
  outcomes: ({ outcome, campaign }) => ({ label: firstLabel(outcome), reference: firstId(campaign) }),
};

/** An address without its query, which may hold anything about anybody. */
function pageOf(url: Json | undefined): string | undefined {
  return typeof url === "string" ? url.split(/[?#]/, 1)[0] : undefined;
}

/** An amount needs its currency, or it would be taken for a number of items. */
function priceOf({ amount, currency }: Attributes): Pick<Fact, "value" | "currency"> | undefined {
  const [value, code] = [numberOf(amount), currencyOf(currency)];
  return value === undefined || code === undefined ? undefined : { value, currency: code };
}

function namesOf(items: Json | undefined): string {
  return listOf(items)
    .flatMap((item) => firstLabel(objectOf(item).name) ?? [])
    .join(", ");
}

/** Groups in which customers say something themselves, or in which it is said what they wanted. */
const understood: ReadonlySet<FactGroup> = new Set<FactGroup>(["contacts", "surveys", "outcomes"]);

export function factOf(group: FactGroup, { event, understanding, caseId }: SeenEvent): Fact {
  const { eventId, occurredAt, channel, direction, kind, text, attributes = {} } = event;
  const { label, reference, value, currency, dueAt } = detailsOf[group](attributes, text);
  return present({
    eventId,
    occurredAt,
    channel,
    direction,
    kind,
    label,
    reference,
    campaign: firstId(attributes.campaign),
    value,
    currency,
    dueAt,
    caseId,
    understanding: understood.has(group) && understanding ? inOrder(understanding) : undefined,
  });
}

/** One order of names, so that equal ones have equal texts. */
function inOrder({ language, intent, caseType, sentiment }: Understanding): Understanding {
  return present({ language, intent, caseType, sentiment });
}

/**
 * One event's fact, heard twice: what is absent from one is in the other. Where both have another word, the
 * greater text is taken: the choice must not hang on which was heard first.
 */
export function combineFacts(first: Fact, second: Fact): Fact {
  const caseId = greater(first.caseId, second.caseId, (id) => id);
  const understanding = greater(first.understanding, second.understanding, JSON.stringify);
  if (caseId === first.caseId && understanding === first.understanding) return first;
  const { caseId: _, understanding: __, ...rest } = first;
  return present({ ...rest, caseId, understanding });
}

function greater<Value>(
  first: Value | undefined,
  second: Value | undefined,
  textOf: (value: Value) => string,
): Value | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return textOf(first) >= textOf(second) ? first : second;
}
