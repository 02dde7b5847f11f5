package preset_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/benbjohnson/clock"

	"github.com/redress-go/redress/complaint"
	"github.com/redress-go/redress/complaint/memstore"
	"github.com/redress-go/redress/complaint/preset"
)

// The measure of the day of receipt says how long an answer may take, and a refused appeal says which rule refuses it.
func ExampleTelecomAppeal() {
	mock := clock.NewMock()
	ctx := context.Background()
	officer := complaint.Actor{ID: "u1", Name: "贺兰", Role: "manager", Unit: "regulatory"}
	shanghai := time.FixedZone("CST", 8*60*60)
	for _, received := range []time.Time{
		time.Date(2016, time.July, 29, 2, 0, 0, 0, time.UTC), time.Date(2016, time.July, 30, 2, 0, 0, 0, time.UTC),
	} {
		mock.Set(received)
		desk, err := complaint.Open(ctx, memstore.New(), &complaint.Config{Clock: mock}, preset.TelecomAppeal())
		if err != nil {
			panic(err)
		}
		reg, err := desk.Register(ctx, officer, complaint.Intake{
			Channel: "hotline", Complainant: complaint.Person{Name: "用户", Phone: "13800000006"}, Text: "多扣了费",
			Fields: map[string]string{"matter": "charges", "matter-date": "2016-01-15"},
		})
		if err != nil {
			panic(err)
		}
		c := reg.Case
		for _, t := range c.Clocks {
			if t.Live() && !t.Due.IsZero() && (t.Target == "cn.telecom.2001.reply" || t.Target == "cn.telecom.2016.reply") {
				fmt.Println(t.Target, t.Due.In(shanghai).Format("2006-01-02 15:04"))
			}
		}
		mock.Add(40 * 24 * time.Hour)
		_, err = desk.Do(ctx, officer, c.ID, complaint.Appeal{Body: "telecom-appeal"})
		var refused *complaint.Error
		fmt.Println(errors.As(err, &refused) && refused.Rule == "appeal: charges-late")
	}
	// Output:
	// cn.telecom.2001.reply 2016-08-19 18:00
	// true
	// cn.telecom.2016.reply 2016-08-16 00:00
	// true
}
