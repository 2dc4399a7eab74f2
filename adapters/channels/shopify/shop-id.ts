/** Ids of Shopify's: a number, and the global id that has the same number as text. */
import { idOf, textOf } from "../fields.ts";
import type { Json, JsonObject } from "../json.ts";

/** The number of what `said` is. */
export function shopIdOf(said: JsonObject): string | undefined {
  return idOf(said.id) ?? numberIn(said.admin_graphql_api_id);
}

/** @param globalId such as `gid://shopify/Customer/207119551` */
export function numberIn(globalId: Json | undefined): string | undefined {
  return /^gid:\/\/shopify\/\w+\/(\d+)$/.exec(textOf(globalId) ?? "")?.[1];
}
