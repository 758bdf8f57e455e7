/** Executes a statement on the catalogue. */
export type ReadRows = <Row>(text: string) => Promise<Row[]>;
