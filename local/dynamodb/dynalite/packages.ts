/** The parts of dynalite we use: its actions and checks over LevelDB, without its HTTP server. */
import { createRequire } from "node:module";

export type Done<T> = (error: unknown, result?: T) => void;

export interface PutOp {
  readonly type: "put";
  readonly key: string;
  readonly value: unknown;
}
export interface DelOp {
  readonly type: "del";
  readonly key: string;
}
export type Op = PutOp | DelOp;

export interface Range {
  readonly gt: string;
  readonly lt: string;
  readonly limit?: number;
  readonly reverse?: boolean;
}

/** dynalite's LevelDB, where a callback may take the place of the promise of a write. */
export interface LevelStore {
  open(): Promise<void>;
  get(key: string): Promise<unknown>;
  put(key: string, value: unknown, done?: Done<void>): Promise<void> | undefined;
  del(key: string, done?: Done<void>): Promise<void> | undefined;
  batch(ops: readonly Op[], done?: Done<void>): Promise<void> | undefined;
  values(range: Range): { all(): Promise<unknown[]> };
  keys(range: Range): { all(): Promise<string[]> };
  close(): Promise<void>;
}

/** What every dynalite action takes as its first argument. */
export interface ActionStore {
  readonly db: LevelStore;
}

interface Checks {
  readonly types: unknown;
  readonly custom?: unknown;
}

interface Dynalite {
  create(options: Record<string, unknown>): ActionStore;
  checkTypes(input: unknown, types: unknown): unknown;
  checkValidations(input: unknown, types: unknown, custom: unknown, store: ActionStore): void;
  checksOf(action: string): Checks;
  action(name: string): (store: ActionStore, input: unknown, done: Done<object>) => void;
}

/** Loaded on first use: a machine that runs dynoxide never pays for it. */
export function loadDynalite(): Dynalite {
  const require = createRequire(import.meta.url);
  const { create } = require("dynalite/db");
  const { checkTypes, checkValidations } = require("dynalite/validations");
  return {
    create,
    checkTypes,
    checkValidations,
    checksOf: (action) => require(`dynalite/validations/${action}`),
    action: (name) => require(`dynalite/actions/${name}`),
  };
}
