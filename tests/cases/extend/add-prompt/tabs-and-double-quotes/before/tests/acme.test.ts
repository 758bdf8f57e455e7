import { bearer, testProvider } from "mcp-provider/testing";
import { providers } from "../src/providers/index.js";

testProvider(providers, "acme", {
	signIn: bearer,
	tools: {
		list_rooms: {
			arguments: { query: "query" },
			invalid: { query: 42 },
			request: { method: "GET", path: "/rooms", query: { query: "query" } },
			response: { ok: true },
			result: '{"ok":true}',
		},
	},
	resources: {
		room: { uri: "acme://rooms/a%3Fb%20room_id", path: "/rooms/a%3Fb%20room_id" },
	},
	prompts: {
		sum_up: { arguments: { room_id: "a room_id" }, contains: "Sum up the room a room_id." },
	},
});
