/** The required keys of server.json. */
export const SERVER = `"$schema": "https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json",
  "name": "io.github.acme/weather",
  "description": "Forecasts.",
  "version": "0.1.0"`;
