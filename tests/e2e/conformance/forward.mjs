/** What the suite starts as a client: hands the scenario to the client that runs already, and ends when that has met it. */
const [client, url] = process.argv.slice(2);
const { MCP_CONFORMANCE_SCENARIO: name, MCP_CONFORMANCE_CONTEXT = '{}' } = process.env;
const scenario = { ...JSON.parse(MCP_CONFORMANCE_CONTEXT), name, url };
await globalThis.fetch(client, { method: 'POST', body: JSON.stringify(scenario) });
