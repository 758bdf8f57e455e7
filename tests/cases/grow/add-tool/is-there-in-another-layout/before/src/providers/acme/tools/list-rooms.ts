import * as z from "zod";
import { listRooms } from "../api/list-rooms.js";
import { tool } from "../mcp-instance.js";

// Ann asked for it.
export const listRoomsTool = tool({ name: "list_rooms", description: "Rooms that can be written to.",
    input: z.object({ query: z.string().optional().describe("Part of the name") }), annotations: { readOnlyHint: true }, run: listRooms });
