import { make, type Json, type Methods, type Type } from '../core/builder';

/** A class of CardService: what a script calls to get an object of it. */
export function card(name: string, methods: Methods, rest: Pick<Type, 'needs' | 'json'> = {}): () => object {
  return () => make({ service: 'CardService', name, methods, ...rest });
}

/** The JSON of a widget: its own, under the widget's name. */
export function widget(name: string): (kept: Json) => Json {
  return (kept) => ({ [name]: kept });
}
