import type { ElicitResult } from '@modelcontextprotocol/client';
import type { Client } from '@modelcontextprotocol/client';
import type { Mode } from './eras.js';
import type { AskCase } from './fixture.js';
import { connect } from './server.js';

/** Who uses a client: answers the questions of tools, and remembers them. */
export interface Person {
  asked: string[];
  /** What this person enters, by question; else nothing. */
  answers: readonly AskCase[];
  action: ElicitResult['action'];
}

export const newPerson = (): Person => ({ asked: [], answers: [], action: 'accept' });

/** A client that shows forms to a person. */
export async function connectPerson(
  person: Person,
  url: string,
  mode: Mode,
  token?: string,
): Promise<Client> {
  const client = await connect(url, mode, token, { form: {} });
  client.setRequestHandler('elicitation/create', ({ params: { message } }): ElicitResult => {
    person.asked.push(message);
    const { action } = person;
    if (action !== 'accept') return { action };
    const { answer = {} } = person.answers.find((each) => each.message === message) ?? {};
    return { action, content: { ...answer } as ElicitResult['content'] & object };
  });
  return client;
}
