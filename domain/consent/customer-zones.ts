/** Where the customer may be, for the hours of the night. Pure. */
import { zoneProblem } from "../calendar/zone-offset.ts";

/**
 * IANA zones by calling code (ITU-T E.164). Of a country with several the outermost: it is night for
 * somebody of whom we know no more when it is night in either.
 */
const zonesByCallingCode: Readonly<Record<string, readonly string[]>> = {
  1: ["America/New_York", "Pacific/Honolulu"],
  7: ["Europe/Kaliningrad", "Asia/Kamchatka"],
  20: ["Africa/Cairo"],
  27: ["Africa/Johannesburg"],
  30: ["Europe/Athens"],
  31: ["Europe/Amsterdam"],
  32: ["Europe/Brussels"],
  33: ["Europe/Paris"],
  34: ["Europe/Madrid", "Atlantic/Canary"],
  36: ["Europe/Budapest"],
  39: ["Europe/Rome"],
  40: ["Europe/Bucharest"],
  41: ["Europe/Zurich"],
  43: ["Europe/Vienna"],
  44: ["Europe/London"],
  45: ["Europe/Copenhagen"],
  46: ["Europe/Stockholm"],
  47: ["Europe/Oslo"],
  48: ["Europe/Warsaw"],
  49: ["Europe/Berlin"],
  52: ["America/Cancun", "America/Tijuana"],
  55: ["America/Noronha", "America/Rio_Branco"],
  61: ["Australia/Sydney", "Australia/Perth"],
  62: ["Asia/Jayapura", "Asia/Jakarta"],
  81: ["Asia/Tokyo"],
  82: ["Asia/Seoul"],
  86: ["Asia/Shanghai"],
  90: ["Europe/Istanbul"],
  91: ["Asia/Kolkata"],
  92: ["Asia/Karachi"],
  98: ["Asia/Tehran"],
  212: ["Africa/Casablanca"],
  213: ["Africa/Algiers"],
  216: ["Africa/Tunis"],
  218: ["Africa/Tripoli"],
  351: ["Europe/Lisbon", "Atlantic/Azores"],
  353: ["Europe/Dublin"],
  355: ["Europe/Tirane"],
  357: ["Asia/Nicosia"],
  358: ["Europe/Helsinki"],
  359: ["Europe/Sofia"],
  373: ["Europe/Chisinau"],
  380: ["Europe/Kyiv"],
  381: ["Europe/Belgrade"],
  383: ["Europe/Belgrade"],
  385: ["Europe/Zagreb"],
  387: ["Europe/Sarajevo"],
  389: ["Europe/Skopje"],
  420: ["Europe/Prague"],
  961: ["Asia/Beirut"],
  962: ["Asia/Amman"],
  963: ["Asia/Damascus"],
  964: ["Asia/Baghdad"],
  965: ["Asia/Kuwait"],
  966: ["Asia/Riyadh"],
  971: ["Asia/Dubai"],
  972: ["Asia/Jerusalem"],
  974: ["Asia/Qatar"],
  992: ["Asia/Dushanbe"],
  993: ["Asia/Ashgabat"],
  994: ["Asia/Baku"],
  995: ["Asia/Tbilisi"],
  996: ["Asia/Bishkek"],
  998: ["Asia/Tashkent"],
};

const longestCallingCode = 3;

function zonesOfPhone(phone: string | undefined): readonly string[] | undefined {
  if (phone === undefined || !phone.startsWith("+")) return undefined;
  // No calling code is the beginning of another.
  for (let length = 1; length <= longestCallingCode; length += 1) {
    const zones = zonesByCallingCode[phone.slice(1, 1 + length)];
    if (zones !== undefined) return zones;
  }
  return undefined;
}

/**
 * The profile's zone, else those of the phone number's country, else the brand's.
 *
 * @param known `profile` is whatever the profile says; `phone` is E.164
 */
export function customerZones(
  known: { readonly profile?: string | undefined; readonly phone?: string | undefined },
  defaultZone: string,
): readonly string[] {
  const { profile, phone } = known;
  if (profile !== undefined && zoneProblem(profile) === undefined) return [profile];
  return zonesOfPhone(phone) ?? [defaultZone];
}
