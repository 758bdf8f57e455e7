import type * as z from 'zod';
import { note } from '../schemas/note.js';

type Note = z.infer<typeof note>;

/** The notes, which stay in memory until the server stops. */
const notes: Note[] = [
  {
    id: '1',
    title: 'Launch checklist',
    text: 'Done: docs, pricing page. Open: status page, email to customers. Launch is on Thursday.',
  },
  {
    id: '2',
    title: 'Interview with Dana',
    text: 'Dana exports invoices by hand every Friday. An export to CSV would save her two hours.',
  },
  {
    id: '3',
    title: 'Incident in March',
    text: 'The export job ran out of memory. Fixed by streaming rows. Follow-up: an alert at 80 %.',
  },
];

/** Takes the place of `fetch`: an API in memory, which works without a network. */
export async function demoFetch(address: string, init: RequestInit): Promise<Response> {
  const { pathname, searchParams } = new URL(address);
  if (pathname !== '/notes') return Response.json({ message: 'Not found' }, { status: 404 });
  if (init.method === 'POST') {
    const body: unknown = await new Request(address, init).json();
    const addedNote = { id: String(notes.length + 1), ...note.omit({ id: true }).parse(body) };
    notes.push(addedNote);
    return Response.json(addedNote, { status: 201 });
  }
  const searchText = searchParams.get('text')?.toLowerCase() ?? '';
  const matches = notes.filter(({ title, text }) =>
    `${title} ${text}`.toLowerCase().includes(searchText),
  );
  return Response.json(matches);
}
