import { expect, it } from 'vitest';
import { catalogOf, gateway, textOf } from './gateway.js';

const FLOODING = `
  const send = (message) => console.log(JSON.stringify({ jsonrpc: "2.0", ...message }));
  const tool = (name) => ({ name, description: "A tool.", inputSchema: { type: "object" } });
  require("node:readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const { id, method, params } = JSON.parse(line);
    const results = {
      initialize: () => ({ protocolVersion: "2025-11-25", capabilities: { tools: {} }, serverInfo: { name: "s", version: "1" } }),
      "tools/list": () => ({ tools: [tool("flood"), tool("work")] }),
      "tools/call": () => ({ content: [{ type: "text", text: String(process.pid) }] }),
    };
    if (id === undefined) return;
    if (!results[method]) return send({ id, error: { code: -32601, message: "unknown" } });
    if (params?.name === "flood") return setInterval(() => process.stdout.write("x".repeat(1e6)), 1);
    send({ id, result: results[method]() });
  });`;

it('a program that floods is ended, and the next call starts it again', async () => {
  const server = `"${process.execPath}" -e '${FLOODING}'`;
  const { client } = await gateway({ server, catalog: await catalogOf(server) });
  const caller = await client('auto');
  const work = async () => textOf(await caller.callTool({ name: 'work', arguments: {} }));
  const first = await work();
  expect(await caller.callTool({ name: 'flood', arguments: {} })).toMatchObject({ isError: true });
  await expect.poll(work).toMatch(/^\d+$/);
  expect(await work()).not.toBe(first);
});
