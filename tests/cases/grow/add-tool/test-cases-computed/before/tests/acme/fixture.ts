import type { ProviderFixture, ToolCase } from '../support/fixture.js';
import { signIn } from './sign-in.js';

const todo = (...tools: string[]): ToolCase[] => tools.map((tool) => ({ tool, args: {} }));

export const fixture: ProviderFixture = {
  provider: 'acme',
  prefix: 'ACME',
  signIn,
  cases: todo('send_message', 'list_rooms'),
};
