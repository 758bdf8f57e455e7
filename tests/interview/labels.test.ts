import { expect, it } from 'vitest';
import { answersText, shortLabel } from '../../src/interview/labels.js';

it.each([
  ['Base URL of the API, such as https://api.acme.dev/v1', 'Base URL of the API'],
  ['MCP server: its URL, package or folder, or the command that starts it', 'MCP server'],
  ['Value, original', 'Value, original'],
  ['Description for models, in a sentence (empty: none)', 'Description for models'],
  ['Description of "get_room", for the model', 'Description of "get_room"'],
  ['Request of the tool, such as GET /rooms (optional)', 'Request of the tool'],
  ['How are requests authenticated?', 'How are requests authenticated'],
])('the label of %s is %s', (message, label) => expect(shortLabel(message)).toBe(label));

it('long answers are wrapped beside their labels', () => {
  const items = [
    { message: 'Name', shown: 'acme' },
    { message: 'Description', shown: 'Rooms and messages of the chat of Acme, with all members.' },
    { message: 'Default value (optional)', shown: '' },
  ];
  expect(answersText(items, 52)).toBe(
    `
Name         acme
Description  Rooms and messages of the chat of
             Acme, with all members.`.trimStart(),
  );
});

it('a long label has a line of its own, so that answers keep their width', () => {
  const items = [
    { message: 'Provider name', shown: 'acme' },
    {
      message: 'api.acme.dev responds with status 401. Is it an API or an MCP server?',
      shown: 'An API',
    },
  ];
  expect(answersText(items, 80)).toBe(
    `
Provider name  acme
api.acme.dev responds with status 401. Is it an API or an MCP server
               An API`.trimStart(),
  );
});
