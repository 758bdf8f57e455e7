import { writeFileSync } from 'node:fs';
import { type Era, message } from './load.js';

const ERAS = ['current', 'legacy'] as const;
const REQUESTS = [
  { method: 'tools/call', call: { name: 'say_0', arguments: { text: 'hello' } } },
  { method: 'tools/list', call: {} },
] as const;

/** What no server in Node.js can be faster than: `node:http` that parses JSON and sends the bytes of another server. */
const floorServer = (answers: Readonly<Record<string, string>>): string => `
import { createServer } from 'node:http';

const answers = ${JSON.stringify(answers)};

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk)).on('end', () => {
    const { method, params } = JSON.parse(Buffer.concat(chunks).toString());
    const text = answers[method + (params._meta ? ' current' : ' legacy')];
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  });
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () =>
  process.stderr.write('http://127.0.0.1:' + server.address().port + '/mcp\\n'));
`;

/** Writes a server that answers what the one at the URL answers now. */
export async function writeFloor(file: string, url: string): Promise<void> {
  const answers: Record<string, string> = {};
  for (const era of ERAS)
    for (const { method, call } of REQUESTS)
      answers[`${method} ${era}`] = await answerOf(url, era, method, call);
  writeFileSync(file, floorServer(answers));
}

async function answerOf(url: string, era: Era, method: 'tools/call' | 'tools/list', call: object) {
  const { headers, body } = message(era, method, call);
  const response = await fetch(url, { method: 'POST', headers, body });
  return response.text();
}
