/** Reads shown attributes as what they are known to be; the items of a list that are something else are left out. */
import { calendarDateSchema } from "../../schemas/profile.ts";
import { firstId, firstLabel, type Json, listOf, objectOf } from "../digest/attributes.ts";
import { present } from "../digest/present.ts";
import type { ShownAttributes } from "./shown-attribute.ts";

export interface Product {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly state?: string | undefined;
}

export interface Renewal {
  readonly product?: string | undefined;
  /** `YYYY-MM-DD` */
  readonly on: string;
}

export function textOf(attributes: ShownAttributes, name: string): string | undefined {
  return firstLabel(attributes[name]?.value);
}

export function dateOf(attributes: ShownAttributes, name: string): string | undefined {
  return calendarDateSchema.safeParse(attributes[name]?.value).data;
}

/** What they have: at least its id or its name is known. */
export function productsOf({ products }: ShownAttributes): Product[] {
  return itemsOf(products?.value)
    .map(({ id, name, state }) =>
      present({ id: firstId(id), name: firstLabel(name), state: firstLabel(state) }),
    )
    .filter(({ id, name }) => id !== undefined || name !== undefined);
}

export function renewalsOf({ renewals }: ShownAttributes): Renewal[] {
  return itemsOf(renewals?.value).flatMap(({ product, on }) => {
    const date = calendarDateSchema.safeParse(on).data;
    return date === undefined ? [] : [present({ product: firstLabel(product), on: date })];
  });
}

const itemsOf = (value: Json | undefined) => listOf(value).map((item) => objectOf(item));
