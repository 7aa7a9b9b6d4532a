/** Anything that can say how much each user would like each item. */
export interface Recommender {
  readonly name: string;
  /** The score of every item for the user in this row; higher is better. */
  score(user: number): ArrayLike<number>;
}
