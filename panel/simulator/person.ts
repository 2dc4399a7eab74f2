/** The people the simulator plays, and the other identifiers each of them would have. Pure. */

export interface Person {
  name: string;
  /** E.164. */
  phone: string;
}

/** Numbers kept for fiction where the country has such; the others are not in service. */
export const samplePeople: readonly Person[] = [
  { name: "Ayşe Yılmaz", phone: "+905551112233" },
  { name: "Mehmet Şahin", phone: "+905550001122" },
  { name: "Emma Clarke", phone: "+447700900123" },
  { name: "James Carter", phone: "+12025550143" },
  { name: "Lena Vogel", phone: "+491713920042" },
];

export interface PersonIds {
  /** WhatsApp's business-scoped user id: the country and digits. */
  whatsappUserId: string;
  whatsappUsername: string;
  visitor: string;
  device: string;
  loyalty: string;
  crm: string;
}

/** Derives a person's other identifiers from the phone number: the same person, the same ids, every time. */
export function idsOf(person: Person): PersonIds {
  const seed = fingerprint(person.phone);
  const digits = String(seed).padStart(10, "0");
  return {
    whatsappUserId: `${countryOf(person.phone)}.150257${digits}`,
    whatsappUsername: person.name
      .replaceAll("ı", "i")
      .normalize("NFD")
      .replace(/\P{ASCII}/gu, "")
      .replace(/\W+/g, ".")
      .toLowerCase(),
    visitor: `v-${seed.toString(16).padStart(8, "0")}`,
    device: `ios-${(seed ^ 0x5a5a5a5a).toString(16).replace("-", "")}`,
    loyalty: `LC${digits.slice(0, 8)}`,
    crm: `CUST-${digits.slice(-7)}`,
  };
}

const prefixes: Readonly<Record<string, string>> = { "+90": "TR", "+44": "GB", "+49": "DE" };

/** ISO 3166 code by the number's prefix; US for those we do not play. */
export const countryOf = (phone: string): string => prefixes[phone.slice(0, 3)] ?? "US";

/** FNV-1a, 32 bits: enough to tell a handful of sample people apart. */
function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (const char of text) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return hash >>> 0;
}
