/** Who ad platforms are to show ads of an audience, and whom no longer: page by page. Load, decide. */
import type { AudienceFormat } from "../../schemas/api/audience-shapes.ts";
import { type ReadConsentsDeps, readConsents } from "../consent/read-consents.ts";
import type { Identities } from "../identity/find-owner.ts";
import { identifiersOf, isOf, type Person, type ReadMember, readPerson } from "../identity/person.ts";
import { everyOwner } from "../identity/tenure.ts";
import { inLanes } from "../in-lanes.ts";
import type { Policies } from "../policies/policies.ts";
import type { Audiences } from "./audiences.ts";
import type { AudienceMember } from "./membership.ts";
import { type AdAddress, type Candidate, toTell } from "./to-tell.ts";

export interface ExportDeps extends ReadConsentsDeps {
  readonly audiences: Pick<Audiences, "page" | "of">;
  readonly tenuresOf: Identities["tenuresOf"];
  readonly readMember: ReadMember;
  readonly policies: Policies;
  /** @param people each with their addresses, as they are normalised */
  readonly fileOf: (format: AudienceFormat, people: readonly (readonly AdAddress[])[]) => AudienceFile;
  readonly now: () => Date;
}

export interface AudienceFile {
  /** As the platform takes it, with hashes in place of addresses. */
  readonly file: string;
  readonly rows: number;
}

export interface Exporting {
  readonly audience: string;
  readonly brand: string;
  readonly format: AudienceFormat;
  /** `next` of the last export: who left before then has been told. Absent: everybody who ever left is. */
  readonly since?: string | undefined;
  /** Where the page before ended. */
  readonly from?: Place | undefined;
}

export interface Place {
  readonly next: string;
  readonly identifierId: string;
}

export interface ExportedPage {
  readonly additions: AudienceFile;
  readonly removals: AudienceFile;
  /** What the next export names as `since`: the same on every page of one. */
  readonly next: string;
  /** Where the next page of this one begins. */
  readonly place?: Place | undefined;
}

const personsAtOnce = 32;

/** Longer than a word is under way into the table: who leaves meanwhile is told twice, and no one is forgotten. */
const overlapMs = 60_000;

const always = new Date(0).toISOString();

export async function exportAudience(deps: ExportDeps, exporting: Exporting): Promise<ExportedPage> {
  const { audience, brand, format, since = always, from } = exporting;
  const now = deps.now();
  const next = from?.next ?? new Date(now.getTime() - overlapMs).toISOString();
  const [{ members, isLast }, { policy }] = await Promise.all([
    deps.audiences.page(audience, from?.identifierId),
    deps.policies.current("consent"),
  ]);
  const candidates = await candidatesOf(deps, audience, members);
  const told = candidates.map((one) => toTell(one, { brand, policy, now, since }));
  const last = members.at(-1);
  return {
    additions: deps.fileOf(
      format,
      told.map(({ additions }) => additions),
    ),
    removals: deps.fileOf(
      format,
      told.map(({ removals }) => removals),
    ),
    next,
    ...(isLast || last === undefined ? {} : { place: { next, identifierId: last.identifierId } }),
  };
}

/** The persons whose turn it is on the page. Whom nobody knows any more has no address either. */
async function candidatesOf(
  deps: ExportDeps,
  audience: string,
  page: readonly AudienceMember[],
): Promise<Candidate[]> {
  const onPage = new Set(page.map(({ identifierId }) => identifierId));
  const tenures = await deps.tenuresOf([...onPage]);
  const customers = new Set([...tenures.values()].flatMap(everyOwner));
  const found = await inLanes([...customers], personsAtOnce, (id) => readPerson(deps.readMember, id));
  const persons = new Map(
    found.flatMap((person) => (person === undefined ? [] : [[person.customerId, person]])),
  );
  const words = await deps.audiences.of(audience, [...new Set([...persons.values()].flatMap(idsOf))]);
  const wordOf = new Map(words.map((word) => [word.identifierId, word]));
  const candidates = [...persons.values()].map((person) => ({
    person,
    members: identifiersOf(person).flatMap((identifier) => {
      const word = wordOf.get(identifier.identifierId);
      return word !== undefined && isOf(identifier, word.at) ? [word] : [];
    }),
  }));
  const turns = candidates.filter(({ members }) => onPage.has(firstOf(members) ?? ""));
  return inLanes(turns, personsAtOnce, async ({ person, members }) => {
    const identifiers = identifiersOf(person);
    return { members, identifiers, entries: await readConsents(deps, identifiers) };
  });
}

const idsOf = (person: Person) => identifiersOf(person).map(({ identifierId }) => identifierId);

/** A person with several words in an audience is told of once: where the first of them stands. */
const firstOf = (members: readonly AudienceMember[]): string | undefined =>
  members.map(({ identifierId }) => identifierId).sort()[0];
