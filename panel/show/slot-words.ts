/** What a slot of a case is called. */
import { openList } from "./open-list.ts";

export const slotWords = openList({
  address: "slot.address",
  amount: "slot.amount",
  branch: "slot.branch",
  "card-type": "slot.cardType",
  company: "slot.company",
  "delivery-address": "slot.deliveryAddress",
  device: "slot.device",
  email: "slot.email",
  "invoice-number": "slot.invoiceNumber",
  "last-four-digits": "slot.lastFourDigits",
  "meter-number": "slot.meterNumber",
  "monthly-income": "slot.monthlyIncome",
  name: "slot.name",
  "new-address": "slot.newAddress",
  "order-number": "slot.orderNumber",
  phone: "slot.phone",
  "preferred-time": "slot.preferredTime",
  reading: "slot.reading",
  reason: "slot.reason",
  term: "slot.term",
});
