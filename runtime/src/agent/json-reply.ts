import type { ChatEvent } from './events.js';

/** Events that the person responds to. */
const FOR_THE_PERSON = ['approval', 'form', 'link'] as const;
const isForThePerson = ({ type }: ChatEvent): boolean =>
  FOR_THE_PERSON.some((each) => each === type);

/** Whether the client asks for one JSON object in place of a stream. */
export const wantsJson = ({ headers }: Request): boolean => {
  const accept = headers.get('accept') ?? '';
  return accept.includes('application/json') && !accept.includes('text/event-stream');
};

/** The turn as one JSON object, when it has ended. */
export function jsonReply(agent: string) {
  const events: ChatEvent[] = [];
  let finish: (response: Response) => void = () => {};
  const response = new Promise<Response>((resolve) => (finish = resolve));
  return {
    response,
    send: (event: ChatEvent) => void events.push(event),
    end: () => finish(replyOf(agent, events)),
  };
}

function replyOf(agent: string, events: readonly ChatEvent[]): Response {
  const last = events.at(-1);
  if (last?.type !== 'end') {
    const error = last?.type === 'error' ? last.message : 'The turn has no end.';
    return Response.json({ error }, { status: 502 });
  }
  const calls = events.filter((event) => event.type === 'call');
  return Response.json({
    response: events.map((event) => (event.type === 'text' ? event.text : '')).join(''),
    agent_used: agent,
    tools_used: [...new Set(calls.map(({ tool }) => tool))],
    end: last.reason,
    events: events.filter(isForThePerson),
  });
}
