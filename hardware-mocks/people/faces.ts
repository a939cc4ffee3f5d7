/** Where the faces are: eye centres in the demonstration pictures of the npm package @vladmandic/face-api. */

/** A point in pixels of the source picture. */
export type Point = readonly [x: number, y: number];

/** One face in one picture: the centres of the eye on the left and the eye on the right, as the viewer sees them. */
export interface FacePlace {
  readonly file: string;
  readonly left: Point;
  readonly right: Point;
  /** Factors for red, green and blue that take the coloured light of the scene away. */
  readonly whiteBalance?: readonly [number, number, number];
  /** Turns the head towards the camera, where the picture was taken from the side; unit of `turnHead`. */
  readonly turn?: number;
}

/** How the live face differs from the picture it was cut from, where both pictures of a person are the same one. */
export interface LiveChange {
  /** Head tilt, degrees, clockwise. */
  readonly tilt: number;
  /** Width over height, 1 = as it was: another lens, another distance. */
  readonly stretch: number;
  /** Brightness factor. */
  readonly light: number;
  /** How much brighter the left edge is than the right one: a window at the side. */
  readonly sideLight: number;
}

/** The face on the chip and the face before the camera. */
export interface Faces {
  readonly portrait: FacePlace;
  readonly live: FacePlace;
  readonly change: LiveChange;
  /** To which side of the picture the head turns away. */
  readonly turnsTo: 'left' | 'right';
}

const place = (n: number, left: Point, right: Point, turn = 0): FacePlace => ({
  file: `sample${n}.jpg`,
  left,
  right,
  turn,
});

const change = (tilt: number, stretch: number, light: number, sideLight: number): LiveChange => ({
  tilt,
  stretch,
  light,
  sideLight,
});

const same = (face: FacePlace, turnsTo: 'left' | 'right', how: LiveChange): Faces => ({
  portrait: face,
  live: face,
  change: how,
  turnsTo,
});

const TWO_PICTURES: Faces = {
  portrait: {
    ...place(1, [1555.4, 280.8], [1613.8, 335.4], 0.5),
    whiteBalance: [0.95, 1.06, 1.03],
  },
  live: {
    ...place(3, [1114.5, 320.1], [1210.2, 339.9], 0.6),
    whiteBalance: [0.94, 1, 0.9],
  },
  change: change(-2, 0.94, 0.96, 0.23),
  turnsTo: 'left',
};

/**
 * By person: women all, because the pictures show women. 马兰 and 朱琳 share a face, for neither gets as far as the camera.
 * 孙丽 is one individual in two pictures, all others are two renderings of one picture.
 */
export const FACES: ReadonlyMap<string, Faces> = new Map([
  ['wang-jianhua', same(place(4, [321.9, 314.9], [388.4, 281.2], -0.3), 'right', change(-3, 0.97, 1.1, 0.15))],
  ['li-xiuying', same(place(6, [324.4, 605.7], [421.9, 594.3], -0.25), 'right', change(-3, 0.97, 0.94, -0.2))],
  ['chen-shufen', same(place(6, [699.7, 454.3], [790.4, 447.5], 0.4), 'left', change(2, 0.97, 0.95, 0.15))],
  ['liu-guilan', same(place(6, [1530.3, 371.6], [1626.8, 395.9]), 'left', change(2, 1.03, 0.92, 0.2))],
  ['ayinuer', same(place(3, [1558.5, 406.5], [1650.8, 400.5], -0.3), 'right', change(-2, 1.03, 1, 0.15))],
  ['zhao-min', same(place(3, [627.2, 429.9], [719.9, 431.6], 0.2), 'left', change(3, 0.97, 1.05, 0.15))],
  ['sun-li', TWO_PICTURES],
  ['zhou-ting', same(place(5, [1437, 508.9], [1516.6, 495.1], 0.5), 'left', change(-3, 0.97, 1.3, 0.1))],
  ['wu-min', same(place(5, [1148.5, 293.6], [1225.2, 292.7]), 'right', change(3, 1.03, 0.95, 0.2))],
  ['zheng-yan', same(place(5, [844.3, 191.2], [917.4, 204.3], -0.2), 'right', change(-2, 1.03, 1.1, 0.15))],
  ['he-jing', same(place(6, [1228.1, 427.7], [1325.1, 427.1]), 'right', change(3, 0.97, 1.05, -0.2))],
  ['ma-lan', same(place(5, [425.6, 990.1], [517.6, 979.8]), 'right', change(-3, 1.03, 1.6, 0.1))],
  ['zhu-lin', same(place(5, [425.6, 990.1], [517.6, 979.8]), 'right', change(-3, 1.03, 1.6, 0.1))],
]);

/** Throws on an id that no sample person has: a mistake of the caller. */
export function facesOf(id: string): Faces {
  const faces = FACES.get(id);
  if (faces === undefined) throw new Error(`No face is known for the person ${id}`);
  return faces;
}
