/** Contacts and agents in SQLite, and in memory as long as something can still happen to them. */
import type { DatabaseSync } from "node:sqlite";
import * as z from "zod";
import { type Agent, agentSchema, type Contact, contactSchema } from "./model.ts";

export interface State {
  /** Open or over. */
  contact(contactId: string): Contact | undefined;
  /** All that are not over, oldest first. */
  openContacts(): readonly Contact[];
  saveContact(contact: Contact): void;
  agent(userId: string): Agent | undefined;
  agents(): readonly Agent[];
  saveAgent(agent: Agent): void;
  /** When the last contacts left a queue for an agent, newest first. */
  recentlyDequeued(queueId: string): readonly number[];
  /** The answer of an earlier call with this token, or of this one. */
  once<T>(operation: string, token: string, answer: z.ZodType<T>, work: () => T): T;
  /** All of it is stored, or none. */
  transaction<T>(work: () => T): T;
}

const dequeuedRow = z.object({ dequeued: z.number() });
const row = z.object({ body: z.string() });

export function openState(database: DatabaseSync): State {
  database.exec(`
    CREATE TABLE IF NOT EXISTS connect_contacts (
      id TEXT PRIMARY KEY, started INTEGER, open INTEGER, queue TEXT, dequeued INTEGER, body TEXT
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS connect_dequeued ON connect_contacts (queue, dequeued);
    CREATE INDEX IF NOT EXISTS connect_open_contacts ON connect_contacts (started) WHERE open = 1;
    CREATE TABLE IF NOT EXISTS connect_agents (id TEXT PRIMARY KEY, body TEXT) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS connect_tokens (operation TEXT, token TEXT, answer TEXT, PRIMARY KEY (operation, token)) WITHOUT ROWID;
  `);
  const selectContact = database.prepare("SELECT body FROM connect_contacts WHERE id = ?");
  const upsertContact = database.prepare(
    "INSERT OR REPLACE INTO connect_contacts (id, started, open, queue, dequeued, body) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const upsertAgent = database.prepare("INSERT OR REPLACE INTO connect_agents (id, body) VALUES (?, ?)");
  const selectToken = database.prepare(
    "SELECT answer AS body FROM connect_tokens WHERE operation = ? AND token = ?",
  );
  const insertToken = database.prepare(
    "INSERT INTO connect_tokens (operation, token, answer) VALUES (?, ?, ?)",
  );
  const selectDequeued = database.prepare(
    "SELECT dequeued FROM connect_contacts WHERE queue = ? AND dequeued IS NOT NULL ORDER BY dequeued DESC LIMIT 10",
  );
  const contacts = new Map<string, Contact>();
  const agents = new Map<string, Agent>();

  function load() {
    contacts.clear();
    agents.clear();
    for (const found of database
      .prepare("SELECT body FROM connect_contacts WHERE open = 1 ORDER BY started")
      .all()) {
      const contact = contactSchema.parse(JSON.parse(row.parse(found).body));
      contacts.set(contact.contactId, contact);
    }
    for (const found of database.prepare("SELECT body FROM connect_agents ORDER BY id").all()) {
      const agent = agentSchema.parse(JSON.parse(row.parse(found).body));
      agents.set(agent.userId, agent);
    }
  }
  load();

  return {
    contact(contactId) {
      const open = contacts.get(contactId);
      if (open) return open;
      const stored = row.safeParse(selectContact.get(contactId));
      return stored.success ? contactSchema.parse(JSON.parse(stored.data.body)) : undefined;
    },
    openContacts: () => [...contacts.values()],
    saveContact(contact) {
      const open = contact.state !== "COMPLETED";
      const { contactId, initiatedAt, queueId = null, connectedToAgentAt, dequeuedAt } = contact;
      const dequeued = connectedToAgentAt === undefined ? null : (dequeuedAt ?? null);
      upsertContact.run(contactId, initiatedAt, open ? 1 : 0, queueId, dequeued, JSON.stringify(contact));
      if (open) contacts.set(contact.contactId, contact);
      else contacts.delete(contact.contactId);
    },
    agent: (userId) => agents.get(userId),
    agents: () => [...agents.values()],
    saveAgent(agent) {
      upsertAgent.run(agent.userId, JSON.stringify(agent));
      agents.set(agent.userId, agent);
    },
    recentlyDequeued: (queueId) =>
      selectDequeued.all(queueId).map((found) => dequeuedRow.parse(found).dequeued),
    once(operation, token, answer, work) {
      const known = row.safeParse(selectToken.get(operation, token));
      if (known.success) return answer.parse(JSON.parse(known.data.body));
      const made = work();
      insertToken.run(operation, token, JSON.stringify(made));
      return made;
    },
    transaction(work) {
      database.exec("BEGIN IMMEDIATE");
      try {
        const result = work();
        database.exec("COMMIT");
        return result;
      } catch (error) {
        database.exec("ROLLBACK");
        load();
        throw error;
      }
    },
  };
}
