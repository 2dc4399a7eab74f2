/** Routes about a customer: who it is, what happened, and what is known. */

import { wholeCases } from "../../../domain/cases/whole-case.ts";
import type { ReadPortrait } from "../../../domain/customer/portrait.ts";
import { customerSummary } from "../../../domain/customer/summary.ts";
import { briefOf, profileOf } from "../../../domain/customer/views.ts";
import type { Identities } from "../../../domain/identity/find-owner.ts";
import { identifierId } from "../../../domain/identity/identifier-id.ts";
import { maskIdentifier } from "../../../domain/identity/mask-identifier.ts";
import { normaliseIdentifier } from "../../../domain/identity/normalise-identifier.ts";
import { parseIdentifier } from "../../../domain/identity/parse-identifier.ts";
import { identifiersOf, type Person, type ReadMember, readPerson } from "../../../domain/identity/person.ts";
import { freeSince } from "../../../domain/identity/tenure.ts";
import { ledger } from "../../../domain/points/ledger.ts";
import type { Policies } from "../../../domain/policies/policies.ts";
import { positionIn } from "../../../domain/timeline/position.ts";
import { readTimeline, type TimelineReader } from "../../../domain/timeline/read-timeline.ts";
import { conflict, type Input, invalid, notFound, ok } from "../../../schemas/api/answer.ts";
import type { CustomerIdentifier } from "../../../schemas/api/shapes.ts";
import type { BriefLanguage } from "../../../schemas/brief.ts";
import type { Case } from "../../../schemas/case.ts";
import type { Channel, Identifier } from "../../../schemas/contact-event.ts";
import type { Projection } from "../../../schemas/profile.ts";

export interface CustomerDeps {
  readonly identities: Pick<Identities, "ownersOf" | "tenuresOf" | "link">;
  readonly readMember: ReadMember;
  readonly readPortrait: ReadPortrait;
  /** Closed cases of one customer. */
  readonly archivedCases: (customerId: string) => Promise<Case[]>;
  readonly timelines: TimelineReader;
  readonly policies: Policies;
  readonly pepper: () => Promise<string>;
  /** ISO 3166-1 alpha-2: where a phone number without a country code is from. */
  readonly defaultCountry: string;
  readonly now: () => Date;
}

type CustomerPath = { readonly customerId: string };

export function customerRoutes(deps: CustomerDeps) {
  const personOf = ({ customerId }: CustomerPath) => readPerson(deps.readMember, customerId);

  const identified = async (identifier: Identifier) => {
    const normalised = normaliseIdentifier(identifier, deps.defaultCountry);
    return { identifier: normalised, identifierId: identifierId(await deps.pepper(), normalised) };
  };

  /** The verified owner first; a customer who only claims the identifier is found when nobody has proven it. */
  const resolve = async (written: Omit<Identifier, "level">): Promise<Person | undefined> => {
    const [verified, claimed] = await Promise.all([
      identified({ ...written, level: "verified" }),
      identified({ ...written, level: "claimed" }),
    ]);
    const owners = await deps.identities.ownersOf([verified.identifierId, claimed.identifierId]);
    const owner = owners.get(verified.identifierId) ?? owners.get(claimed.identifierId);
    return owner === undefined ? undefined : readPerson(deps.readMember, owner);
  };

  return {
    resolveCustomer: async ({ query }: Input<unknown, { identifier: string }, unknown>) => {
      const written = parseIdentifier(query.identifier);
      if (written === undefined)
        return invalid("?identifier", "expected kind:value, such as phone:+905551112233");
      const person = await resolve(written);
      return person === undefined ? notFound : ok({ customerId: person.customerId });
    },
    getCustomer: async ({ path }: Input<CustomerPath, unknown, unknown>) => {
      const person = await personOf(path);
      return person === undefined ? notFound : ok(customerSummary(person));
    },
    listIdentifiers: async ({ path }: Input<CustomerPath, unknown, unknown>) => {
      const person = await personOf(path);
      return person === undefined ? notFound : ok({ items: identifiersOf(person).map(shownIdentifier) });
    },
    addIdentifier: async ({ path, body, caller }: Input<CustomerPath, unknown, Identifier>) => {
      const [person, known] = await Promise.all([personOf(path), identified(body)]);
      if (person === undefined) return notFound;
      if (known.identifier.value === "") return invalid("/value", "nothing that identifies anybody");
      const linkedAt = deps.now().toISOString();
      const identifier = maskIdentifier({
        ...known.identifier,
        ...(body.level === "verified" ? { verifiedBy: body.verifiedBy ?? "agent" } : {}),
      });
      const tenures = (await deps.identities.tenuresOf([known.identifierId])).get(known.identifierId);
      const gaveUp = tenures?.former.some(({ customerId }) => customerId === path.customerId) ?? false;
      if (gaveUp && tenures?.owner === undefined) {
        return conflict("this customer gave it up: merge with whom the next event by it makes a customer");
      }
      const since = freeSince(tenures);
      const toLink = [{ identifierId: known.identifierId, identifier, since }];
      // To the very customer that was named: what a merge joined must come apart as it was.
      const decision = { customerId: path.customerId, created: false, toLink };
      const linked = await deps.identities.link(decision, { at: linkedAt, by: caller.agentId });
      if (linked === "lost") {
        return conflict("a customer has this identifier already: if both are one person, merge them");
      }
      return ok(shownIdentifier({ ...identifier, identifierId: known.identifierId, linkedAt }));
    },
    readTimeline: async ({
      path,
      query: { limit, cursor, channel },
    }: Input<
      CustomerPath,
      { limit: number; cursor?: string | undefined; channel?: Channel | undefined },
      unknown
    >) => {
      const before = cursor === undefined ? undefined : positionIn(cursor);
      if (cursor !== undefined && before === undefined) return invalid("?cursor", "not a cursor of this API");
      const person = await personOf(path);
      if (person === undefined) return notFound;
      return ok(await readTimeline(deps.timelines, identifiersOf(person), { limit, before, channel }));
    },
    readProfile: async ({ path, query }: Input<CustomerPath, { projection: Projection }, unknown>) => {
      const [portrait, { policy }] = await Promise.all([
        deps.readPortrait(path.customerId),
        deps.policies.current("cases"),
      ]);
      if (portrait === undefined) return notFound;
      const { members } = portrait.person;
      const archived = await Promise.all(members.map(({ customerId }) => deps.archivedCases(customerId)));
      return ok(profileOf(portrait, archived.flat(), query.projection, policy, deps.now()));
    },
    readPoints: async ({ path }: Input<CustomerPath, unknown, unknown>) => {
      const portrait = await deps.readPortrait(path.customerId);
      if (portrait === undefined) return notFound;
      return ok(ledger(portrait.person.customerId, portrait.points, deps.now()));
    },
    readCustomerBrief: async ({ path, query }: Input<CustomerPath, { language: BriefLanguage }, unknown>) => {
      const [portrait, { policy }] = await Promise.all([
        deps.readPortrait(path.customerId),
        deps.policies.current("cases"),
      ]);
      if (portrait === undefined) return notFound;
      const cases = wholeCases(portrait.person.members.flatMap((member) => member.cases));
      return ok(briefOf(portrait, cases[0], policy, query.language, deps.now()));
    },
  };
}

function shownIdentifier({
  identifierId: id,
  kind,
  value,
  level,
  linkedAt,
  verifiedBy,
  retiredAt,
}: CustomerIdentifier): CustomerIdentifier {
  return {
    identifierId: id,
    kind,
    value,
    level,
    linkedAt,
    ...(verifiedBy === undefined ? {} : { verifiedBy }),
    ...(retiredAt === undefined ? {} : { retiredAt }),
  };
}
