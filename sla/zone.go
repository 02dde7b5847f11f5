package sla

import "time"

// zoneSegment is a stretch of time with one offset from UTC, all in seconds
// since 1970: the offset holds from start up to the start of the next segment.
type zoneSegment struct {
	start  int64
	offset int64
}

// zoneMargin is how far outside a range of local time its instants can lie;
// no zone is or was further than that from UTC.
const zoneMargin = 2 * secondsPerDay

// zoneSegments lists the offsets of loc from one instant to another.
//
// On 31 December of a leap year beyond a zone's last listed change,
// ZoneBounds reports an end that is not after the time it was asked about (Go
// 1.26), so the walk goes on by the hour there.
func zoneSegments(loc *time.Location, from, to int64) []zoneSegment {
	var segments []zoneSegment
	for at := from; at < to; {
		t := time.Unix(at, 0).In(loc)
		_, offset := t.Zone()
		segments = append(segments, zoneSegment{start: at, offset: int64(offset)})
		_, end := t.ZoneBounds()
		if end.IsZero() {
			break
		}
		if end.Unix() > at {
			at = end.Unix()
		} else {
			at += 3600
		}
	}
	return segments
}

// resolver turns local clock readings into instants. It is meant for a walk
// through time: readings in roughly ascending order are found at once.
//
// A reading stands for the first instant at which local clocks show it or
// later. So a reading inside a spring gap is the transition instant, one in a
// repeated autumn hour is its first occurrence, and a later reading is never
// an earlier instant. time.Date promises none of this.
type resolver struct {
	segments []zoneSegment
	at       int
}

// instant resolves a local reading, given in seconds as if it were UTC.
func (r *resolver) instant(local int64) int64 {
	for r.at > 0 && local-zoneMargin < r.segments[r.at].start {
		r.at--
	}
	for r.at+1 < len(r.segments) && r.segments[r.at+1].start < local-zoneMargin {
		r.at++
	}
	for i := r.at; ; i++ {
		s := r.segments[i]
		candidate := max(local-s.offset, s.start)
		if i+1 == len(r.segments) || candidate < r.segments[i+1].start {
			return candidate
		}
	}
}
