/** Utilities.parseCsv: quoted fields may hold delimiters, quotes (doubled) and line ends. */
export function parseCsv(csv: string, delimiter = ','): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  const endField = () => {
    row.push(field);
    field = '';
  };
  for (let at = 0; at < csv.length; at++) {
    const sign = csv.charAt(at);
    if (isQuoted) {
      if (sign !== '"') field += sign;
      else if (csv.charAt(at + 1) === '"') field += csv.charAt(++at);
      else isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === delimiter) endField();
    else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && csv.charAt(at + 1) === '\n') at++;
      endField();
      rows.push(row);
      row = [];
    } else field += sign;
  }
  if (field !== '' || row.length > 0) {
    endField();
    rows.push(row);
  }
  return rows;
}
