import { describe, expect, it } from "vitest";

const cases: { prompt: string; args: Record<string, string>; mentions: string[] }[] = [
	{ prompt: "sum_up", args: { room_id: "a-room_id" }, mentions: ["a-room_id"] },
	{ prompt: "greet", args: { name: "a-name" }, mentions: ["a-name"] },
];

describe("prompts", () => {
	it.each(cases)("$prompt", ({ mentions }) => expect(mentions).toBeTruthy());
});
