/**
 * A table in memory with DynamoDB's conditional semantics, for properties that need thousands of runs.
 * It knows the commands and expressions that our adapters use, and refuses every other; a test runs the same
 * steps on the embedded engine and compares.
 */
import type { AttributeValue, TransactWriteItem } from "@aws-sdk/client-dynamodb";
import type { TableCall, TableDeps } from "../../adapters/dynamodb/table-call.ts";
import { AwsCallError } from "../../domain/errors.ts";

type Item = Record<string, AttributeValue>;
type Names = Record<string, string> | undefined;

interface Update {
  readonly Key: Item;
  readonly UpdateExpression?: string | undefined;
  readonly ConditionExpression?: string | undefined;
  readonly ExpressionAttributeValues?: Item | undefined;
  readonly ExpressionAttributeNames?: Names;
}

const keyOf = ({ PK, SK }: Item) => `${PK?.S} ${SK?.S}`;
const textOf = (value: AttributeValue | undefined) => value?.S ?? value?.N;

/** `attribute_exists(PK) AND attribute_not_exists(version)`; OR binds weaker, as in DynamoDB. */
function holds(
  expression: string | undefined,
  item: Item,
  values: Item = {},
  names: Names = undefined,
): boolean {
  if (expression === undefined) return true;
  return expression
    .split(" OR ")
    .some((part) => part.split(" AND ").every((term) => termHolds(term.trim(), item, values, names)));
}

function termHolds(term: string, item: Item, values: Item, names: Names): boolean {
  const attribute = (name: string | undefined) => item[names?.[name ?? ""] ?? name ?? ""];
  const presence = /^attribute_(not_)?exists\((\S+)\)$/.exec(term);
  if (presence) return (attribute(presence[2]) === undefined) === (presence[1] !== undefined);
  const listed = /^(\S+) IN \((.*)\)$/.exec(term);
  if (listed) {
    const value = textOf(attribute(listed[1]));
    return (listed[2] ?? "").split(",").some((name) => textOf(values[name.trim()]) === value);
  }
  const comparison = /^(\S+) (=|<) (:\w+)$/.exec(term);
  if (!comparison) throw new Error(`the memory table does not know the condition ${term}`);
  const [left, right] = [attribute(comparison[1]), values[comparison[3] ?? ""]];
  if (left === undefined || right === undefined) return false;
  if (comparison[2] === "=") return textOf(left) === textOf(right);
  return left.N !== undefined ? Number(left.N) < Number(right.N) : String(left.S) < String(right.S);
}

function updated(item: Item, expression: string, values: Item, names: Names): Item {
  const next = { ...item };
  const attribute = (name: string) => names?.[name] ?? name;
  const sum = (left: AttributeValue | undefined, right: AttributeValue | undefined) =>
    String(Number(left?.N ?? 0) + Number(right?.N));
  for (const [, verb, clause] of expression.matchAll(/\b(SET|ADD|REMOVE) (.*?)(?= SET | ADD | REMOVE |$)/g)) {
    for (const part of (clause ?? "").split(",").map((one) => one.trim())) {
      const [name = "", second = "", third = ""] = part.split(" ");
      if (verb === "REMOVE") delete next[attribute(name)];
      else if (verb === "SET" && second === "=") next[attribute(name)] = values[third] ?? { NULL: true };
      else if (verb === "ADD") next[attribute(name)] = { N: sum(next[attribute(name)], values[second]) };
      else throw new Error(`the memory table does not know the update ${part}`);
    }
  }
  return next;
}

const refused = (code: string, answer: object = {}) =>
  new AwsCallError("dynamodb", "write", { status: 400, code, body: JSON.stringify(answer) });

export class MemoryTable {
  readonly items = new Map<string, Item>();

  get table(): TableDeps {
    const call: TableCall = async (operation, input) => this.send(operation, input);
    return { call, tableName: "table" };
  }

  async send(operation: string, input: unknown): Promise<object> {
    return this.#run(operation, input);
  }

  // biome-ignore lint/suspicious/noExplicitAny: every command has an input of its own
  #run(name: string, input: any): object {
    switch (name) {
      case "GetItem":
        return { Item: this.items.get(keyOf(input.Key ?? {})) };
      case "PutItem":
        return this.#put(input);
      case "UpdateItem":
        return this.#update(input);
      case "DeleteItem":
        this.items.delete(keyOf(input.Key ?? {}));
        return {};
      case "BatchGetItem":
        return { Responses: { table: this.#batch(input) } };
      case "BatchWriteItem":
        return this.#batchWrite(input);
      case "Query":
        return this.#query(input);
      case "TransactWriteItems":
        return this.#transact(input.TransactItems ?? []);
      default:
        throw new Error(`the memory table does not know ${name}`);
    }
  }

  #put({ Item, ConditionExpression }: { Item: Item; ConditionExpression?: string }): object {
    const key = keyOf(Item);
    if (!holds(ConditionExpression, this.items.get(key) ?? {})) {
      throw refused("ConditionalCheckFailedException");
    }
    this.items.set(key, Item);
    return {};
  }

  #update(update: Update): object {
    const item = this.items.get(keyOf(update.Key)) ?? {};
    const { ConditionExpression, ExpressionAttributeValues, ExpressionAttributeNames } = update;
    if (!holds(ConditionExpression, item, ExpressionAttributeValues, ExpressionAttributeNames)) {
      throw refused("ConditionalCheckFailedException");
    }
    this.#apply(update);
    return {};
  }

  #apply({ Key, UpdateExpression = "", ExpressionAttributeValues = {}, ExpressionAttributeNames }: Update) {
    const item = this.items.get(keyOf(Key)) ?? Key;
    const next = updated(item, UpdateExpression, ExpressionAttributeValues, ExpressionAttributeNames);
    this.items.set(keyOf(Key), next);
  }

  #batch({ RequestItems }: { RequestItems?: { table: { Keys: Item[] } } }): Item[] {
    const found = (RequestItems?.table.Keys ?? []).map((key) => this.items.get(keyOf(key)));
    return found.filter((item) => item !== undefined);
  }

  #batchWrite({ RequestItems }: { RequestItems?: { table: { PutRequest: { Item: Item } }[] } }): object {
    for (const { PutRequest } of RequestItems?.table ?? [])
      this.items.set(keyOf(PutRequest.Item), PutRequest.Item);
    return {};
  }

  #query(input: {
    KeyConditionExpression?: string;
    ExpressionAttributeValues?: Item;
    ScanIndexForward?: boolean;
    Limit?: number;
    Select?: string;
    FilterExpression?: string;
    ExclusiveStartKey?: Item | undefined;
  }): object {
    const { ExpressionAttributeValues: values = {}, Limit, Select, FilterExpression } = input;
    if (FilterExpression !== undefined) throw new Error("the memory table does not filter");
    const { partition, holds: inRange } = rangeOf(input.KeyConditionExpression ?? "", values);
    const found = [...this.items.values()]
      .filter((item) => item.PK?.S === partition && inRange(item.SK?.S ?? ""))
      .sort((left, right) => (String(left.SK?.S) < String(right.SK?.S) ? -1 : 1));
    if (input.ScanIndexForward === false) found.reverse();
    const from = input.ExclusiveStartKey?.SK?.S;
    const rest = found.slice(from === undefined ? 0 : found.findIndex((item) => item.SK?.S === from) + 1);
    const page = rest.slice(0, Limit);
    const more = page.length < rest.length ? { LastEvaluatedKey: page.at(-1) } : {};
    return { Count: page.length, ...(Select === "COUNT" ? {} : { Items: page }), ...more };
  }

  #transact(writes: readonly TransactWriteItem[]): object {
    const keys = writes.map(({ Put, Update, Delete, ConditionCheck }) =>
      keyOf(Put?.Item ?? (Update ?? Delete ?? ConditionCheck)?.Key ?? {}),
    );
    if (new Set(keys).size !== keys.length) throw new Error("a transaction names an item twice");
    if (keys.length > 100) throw new Error("a transaction has more than 100 writes");
    const reasons = writes.map((write, index) => {
      const action = write.Put ?? write.Update ?? write.Delete ?? write.ConditionCheck;
      const item = this.items.get(keys[index] ?? "") ?? {};
      const { ConditionExpression, ExpressionAttributeValues, ExpressionAttributeNames } = action ?? {};
      const isHeld = holds(ConditionExpression, item, ExpressionAttributeValues, ExpressionAttributeNames);
      return { Code: isHeld ? "None" : "ConditionalCheckFailed" };
    });
    if (reasons.some(({ Code }) => Code !== "None")) {
      throw refused("TransactionCanceledException", { CancellationReasons: reasons });
    }
    writes.forEach(({ Put, Update, Delete }, index) => {
      const key = keys[index] ?? "";
      if (Put?.Item) this.items.set(key, Put.Item);
      if (Delete) this.items.delete(key);
      if (Update?.Key) this.#apply({ ...Update, Key: Update.Key });
    });
    return {};
  }
}

/** `PK = :partition`, alone or with `SK BETWEEN :first AND :last`, `begins_with(SK, :prefix)`, `SK > :after`, `SK < :before`. */
function rangeOf(condition: string, values: Item) {
  const value = (name: string | undefined) => values[name ?? ""]?.S ?? "";
  const form =
    /^PK = (:\w+)(?: AND (?:SK BETWEEN (:\w+) AND (:\w+)|begins_with\(SK, (:\w+)\)|SK > (:\w+)|SK < (:\w+)))?$/;
  const match = form.exec(condition);
  if (!match) throw new Error(`the memory table does not know the key condition ${condition}`);
  const [, partition, first, last, prefix, after, before] = match;
  const inRange = (sortKey: string) => {
    if (first !== undefined) return sortKey >= value(first) && sortKey <= value(last);
    if (prefix !== undefined) return sortKey.startsWith(value(prefix));
    if (before !== undefined) return sortKey < value(before);
    return after === undefined || sortKey > value(after);
  };
  return { partition: value(partition), holds: inRange };
}
