/**
 * The command of a program that speaks protocol 2025-11-25 over stdio.
 * @param tools JavaScript, in which each function of `tools` returns the text of a result, or a promise of it, from the
 * parameters and the id of the call. It may use `send(message)`, `ask(message, schema)` for the response to a question, and
 * change `describe(name)`, `onInitialize(params)` and `after(method, params)`
 */
export const legacyProgram = (tools: string, ...args: (string | number)[]): string =>
  `"${process.execPath}" -e '${RUN}${tools}' ${args.join(' ')}`;

const RUN = `
  const send = (message) => console.log(JSON.stringify({ jsonrpc: "2.0", ...message }));
  const changed = () => send({ method: "notifications/tools/list_changed" });
  const questions = new Map();
  const ask = (message, requestedSchema = { type: "object", properties: {} }) => new Promise((resolve) => {
    const id = "question " + questions.size;
    questions.set(id, resolve);
    send({ id, method: "elicitation/create", params: { message, requestedSchema } });
  });
  let describe = () => "A tool.";
  let onInitialize = () => {};
  let after = () => {};
  const serve = async ({ method, params, id }) => {
    if (method === "initialize") {
      await onInitialize(params);
      return { protocolVersion: "2025-11-25", capabilities: { tools: { listChanged: true } }, serverInfo: { name: "s", version: "1" } };
    }
    if (method === "tools/list")
      return { tools: Object.keys(tools).map((name) => ({ name, description: describe(name), inputSchema: { type: "object" } })) };
    if (method === "tools/call") return { content: [{ type: "text", text: String(await tools[params.name](params, id)) }] };
  };
  require("node:readline").createInterface({ input: process.stdin }).on("line", async (line) => {
    const message = JSON.parse(line);
    if (message.method === undefined) return questions.get(message.id)?.(message);
    if (message.id !== undefined) {
      const result = await serve(message);
      send({ id: message.id, ...(result ? { result } : { error: { code: -32601, message: "unknown" } }) });
    }
    after(message.method, message.params);
  });`;
