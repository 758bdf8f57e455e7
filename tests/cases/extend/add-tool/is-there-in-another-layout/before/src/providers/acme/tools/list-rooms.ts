import * as z from "zod";
import { tool } from "../mcp-instance.js";

// Ann asked for it.
export const listRooms = tool({ name: "list_rooms", description: "Rooms that can be written to.",
    input: z.strictObject({ query: z.string().optional().describe("Part of the name") }),
    annotations: { readOnlyHint: true }, run: (query, { api }) => api({ method: "GET", path: "/rooms", query }) });
