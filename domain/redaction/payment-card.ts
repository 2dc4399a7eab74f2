/** Recognises payment card numbers: issuer ranges, lengths and the Luhn check digit. */

/** Issuer ranges with their lengths (ISO/IEC 7812 prefixes; 9792 is Troy, Turkey's scheme). */
const issuers: readonly RegExp[] = [
  /^4(\d{12}|\d{15}|\d{18})$/, // Visa
  /^(5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/, // Mastercard
  /^3[47]\d{13}$/, // American Express
  /^3(0[0-5]|[689]\d)(\d{11}|\d{13})$/, // Diners Club
  /^(6011|65\d\d|64[4-9]\d)\d{12,15}$/, // Discover
  /^35(2[89]|[3-8]\d)\d{12,15}$/, // JCB
  /^62\d{14,17}$/, // UnionPay
  /^(50|5[6-9]|6\d)\d{11,17}$/, // Maestro
  /^9792\d{12}$/, // Troy
];

/** Luhn's check digit (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const weighted = index % 2 === 0 ? digit : digit * 2;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

export function isPaymentCard(digits: string): boolean {
  return (
    digits.length >= 13 &&
    digits.length <= 19 &&
    issuers.some((range) => range.test(digits)) &&
    passesLuhn(digits)
  );
}
