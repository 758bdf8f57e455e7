import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';
import { listen } from './servers.js';

/** A server that responds to GET with the beginning of a stream, and refuses POST. */
const streaming = (start: string, status: number) =>
  listen(({ method }, response) => {
    if (method !== 'GET') return response.writeHead(status).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const write = ([part, ...others]: string[]) => {
      response.write(part);
      if (others.length > 0) setTimeout(() => write(others), 20);
    };
    return write(start.split(/(?<=\r)/));
  });

const run = (...args: string[]) => runProgram(args, { files: memoryFiles({}), cwd: tmpdir() });

const ENDPOINT = 'event: endpoint\ndata: /messages?sessionId=1\n\n';

describe.each([
  ['discover', 2],
  ['doctor', 1],
])('%s reports a server of HTTP+SSE (MCP 2024-11-05)', (command, code) => {
  it.each([
    ['405', ENDPOINT, 405, 'The server uses HTTP+SSE, the transport of MCP 2024-11-05'],
    [
      '404, and CRLF in two parts',
      ENDPOINT.replaceAll('\n', '\r\n'),
      404,
      'The server uses HTTP+SSE',
    ],
    ['another stream', ': open\n\n', 405, 'status 405'],
  ])('%s', async (_, start, status, words) => {
    const { exit, stdout, stderr } = await run(command, await streaming(start, status));
    expect(exit).toBe(code);
    expect(stdout + stderr).toContain(words);
  });
});
