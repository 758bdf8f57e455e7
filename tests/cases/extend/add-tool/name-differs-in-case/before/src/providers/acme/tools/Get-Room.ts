export const notes = 'Left here by somebody.';
