/** A call of the demo, after the program's name: it works without an API. */
export const DEMO_CALL = 'call search_notes --arg text=export';
